package studio.greenroom.service;

import org.springframework.context.annotation.Import;
import studio.greenroom.kernel.process.GreenroomApplication;
import studio.greenroom.kernel.process.SideProcess;
import studio.greenroom.saga.SagaSide;

/** sagas as a process of its own. */
@GreenroomApplication
@Import(SagaSide.class)
public class SagaService {

    public static void main(String[] arguments) {
        SideProcess.run(SagaService.class, "sagas", arguments);
    }
}
