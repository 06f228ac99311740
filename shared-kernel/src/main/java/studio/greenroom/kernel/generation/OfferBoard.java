package studio.greenroom.kernel.generation;

import java.util.List;

/** Where sagas tell command-side who makes things, so that a request can say it, quote it and compare it. */
public interface OfferBoard {

    /** @param offers of all kinds; of each kind in the order in which they are asked */
    void post(List<Offer> offers);
}
