package studio.greenroom.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The configuration of a single Kafka node that is its own controller. */
final class KafkaSettings {

    static final int NODE = 1;
    static final String CONTROLLER = "CONTROLLER";

    private KafkaSettings() {}

    static Map<String, Object> of(Path folder, int port, int controllerPort) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", NODE);
        settings.put("controller.quorum.voters", NODE + "@" + Ports.HOST + ":" + controllerPort);
        settings.put(
                "listeners",
                "CLIENT://%1$s:%2$s,%4$s://%1$s:%3$s".formatted(Ports.HOST, port, controllerPort, CONTROLLER));
        settings.put("listener.security.protocol.map", "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "CLIENT");
        settings.put("controller.listener.names", CONTROLLER);
        settings.put("log.dirs", folder.toString());
        settings.putAll(forOneNode());
        settings.putAll(forASmallFolder());
        settings.putAll(forASmallMachine());
        // As text: Kafka parses a number to the width that each setting has, and refuses any other width.
        settings.replaceAll((name, value) -> String.valueOf(value));
        return settings;
    }

    private static Map<String, Object> forOneNode() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("offsets.topic.replication.factor", 1);
        settings.put("offsets.topic.num.partitions", 10);
        settings.put("transaction.state.log.replication.factor", 1);
        settings.put("transaction.state.log.min.isr", 1);
        settings.put("transaction.state.log.num.partitions", 4);
        settings.put("share.coordinator.state.topic.replication.factor", 1);
        settings.put("share.coordinator.state.topic.min.isr", 1);
        settings.put("share.coordinator.state.topic.num.partitions", 2);
        settings.put("default.replication.factor", 1);
        settings.put("min.insync.replicas", 1);
        settings.put("auto.create.topics.enable", false);
        settings.put("group.initial.rebalance.delay.ms", 0);
        settings.put("add.partitions.to.txn.retry.backoff.ms", 1);
        // After a kill the node waits for its own old session to end: by default 9 s, which is most of a start.
        settings.put("broker.session.timeout.ms", 3000);
        settings.put("broker.heartbeat.interval.ms", 500);
        return settings;
    }

    private static Map<String, Object> forASmallFolder() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("message.max.bytes", 2 << 20);
        settings.put("replica.fetch.max.bytes", 2 << 20);
        settings.put("log.segment.bytes", 64 << 20);
        settings.put("log.index.size.max.bytes", 1 << 20);
        settings.put("log.retention.hours", 7 * 24);
        settings.put("offsets.topic.segment.bytes", 16 << 20);
        settings.put("transaction.state.log.segment.bytes", 16 << 20);
        settings.put("metadata.log.segment.bytes", 16 << 20);
        settings.put("metadata.max.retention.bytes", 64 << 20);
        return settings;
    }

    private static Map<String, Object> forASmallMachine() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("num.network.threads", 2);
        settings.put("num.io.threads", 4);
        settings.put("background.threads", 2);
        settings.put("num.recovery.threads.per.data.dir", 2);
        settings.put("log.cleaner.threads", 1);
        // Taken from the heap at the start, 128 MiB by default.
        settings.put("log.cleaner.dedupe.buffer.size", 8L << 20);
        return settings;
    }
}
