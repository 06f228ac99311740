package studio.greenroom.query.projection;

/** One version of a projection, with a schema, a consumer and positions of its own. */
public record ProjectionVersion(String name, int version) {

    public static ProjectionVersion of(Projection projection) {
        return new ProjectionVersion(projection.name(), projection.version());
    }

    public String schema() {
        return "query_" + name + "_v" + version;
    }

    public String consumer() {
        return "query-" + name + "-v" + version;
    }
}
