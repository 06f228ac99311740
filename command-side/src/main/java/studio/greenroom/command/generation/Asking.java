package studio.greenroom.command.generation;

import studio.greenroom.command.gateway.CommandRequest;

/**
 * How a generation is asked for.
 *
 * @param name  of its command
 * @param fresh whether it is to be made even when the same request was answered before
 */
record Asking(CommandRequest request, String name, boolean fresh) {

    String owner() {
        return request.identity().owner();
    }
}
