package studio.greenroom.saga.provider;

import studio.greenroom.kernel.generation.Assignment;
import studio.greenroom.kernel.generation.GenerationKind;

/** Says which provider makes what. */
public interface Assignments {

    Assignment of(GenerationKind kind);
}
