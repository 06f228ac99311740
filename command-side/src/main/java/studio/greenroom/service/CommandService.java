package studio.greenroom.service;

import org.springframework.context.annotation.Import;
import studio.greenroom.command.CommandSide;
import studio.greenroom.kernel.process.GreenroomApplication;
import studio.greenroom.kernel.process.SideProcess;

/** command-side as a process of its own. */
@GreenroomApplication
@Import(CommandSide.class)
public class CommandService {

    public static void main(String[] arguments) {
        SideProcess.run(CommandService.class, "command-side", arguments);
    }
}
