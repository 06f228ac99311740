package studio.greenroom.kernel.generation;

import studio.greenroom.kernel.command.Command;

/** What can be asked of a generation. Variants and attempts count from 1, the attempts of each variant apart. */
public sealed interface GenerationCommand extends Command {

    String generationId();

    @Override
    default String streamId() {
        return generationId();
    }

    /** A request: what a generation begins with. */
    sealed interface Request extends GenerationCommand {

        GenerationKind kind();

        GenerationOrder order();
    }

    record RequestBio(String generationId, GenerationOrder order) implements Request {

        @Override
        public GenerationKind kind() {
            return GenerationKind.BIO;
        }
    }

    record RequestText(String generationId, GenerationOrder order) implements Request {

        @Override
        public GenerationKind kind() {
            return GenerationKind.TEXT;
        }
    }

    record RequestImage(String generationId, GenerationOrder order) implements Request {

        @Override
        public GenerationKind kind() {
            return GenerationKind.IMAGE;
        }
    }

    record StartAttempt(String generationId, int variant, int attempt, String provider, String model)
            implements GenerationCommand {

        public StartAttempt {
            variant = known(variant);
        }
    }

    /** A worker's report of what a provider answered. */
    record ReportAttempt(String generationId, int variant, int attempt, AttemptOutcome outcome)
            implements GenerationCommand {

        public ReportAttempt {
            variant = known(variant);
        }
    }

    /** No further attempt will be made at this variant. */
    record FailVariant(String generationId, int variant, FailureCode code) implements GenerationCommand {}

    /** No further attempt will be made at any variant. */
    record FailGeneration(String generationId, FailureCode code) implements GenerationCommand {}

    record CancelGeneration(String generationId) implements GenerationCommand {}

    /** The same request was answered with this generation that many times more. */
    record RecordRepeats(String generationId, int times) implements GenerationCommand {}

    /** Commands that were stored before there were variants name none: theirs is the first. */
    private static int known(int variant) {
        return Math.max(1, variant);
    }
}
