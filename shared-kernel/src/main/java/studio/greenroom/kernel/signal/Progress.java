package studio.greenroom.kernel.signal;

/**
 * How far a running generation is. A last-value signal, never an event: losing one loses nothing.
 *
 * @param attempt from 1
 * @param percent 0 to 100: 10 accepted by a worker, 20 prompt built, 20–70 generating, 70–90 saving, 100 done
 * @param stage   accepted, prompt, generating, saving or done
 */
public record Progress(String owner, String generationId, int attempt, int percent, String stage) {}
