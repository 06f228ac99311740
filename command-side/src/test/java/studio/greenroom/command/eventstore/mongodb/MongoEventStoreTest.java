package studio.greenroom.command.eventstore.mongodb;

import studio.greenroom.command.eventstore.EventStoreConformance;
import studio.greenroom.command.eventstore.StoreFixture;

/** On the server that comes with the tests, or on the one that {@code GREENROOM_TEST_MONGODB_URI} names. */
class MongoEventStoreTest extends EventStoreConformance {

    @Override
    protected StoreFixture fixture() {
        return new MongoFixture();
    }
}
