package studio.greenroom.service;

import org.springframework.context.annotation.Import;
import studio.greenroom.kernel.process.GreenroomApplication;
import studio.greenroom.kernel.process.SideProcess;
import studio.greenroom.query.QuerySide;

/** query-side as a process of its own. */
@GreenroomApplication
@Import(QuerySide.class)
public class QueryService {

    public static void main(String[] arguments) {
        SideProcess.run(QueryService.class, "query-side", arguments);
    }
}
