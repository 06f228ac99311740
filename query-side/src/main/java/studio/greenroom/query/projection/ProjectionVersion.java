package studio.greenroom.query.projection;

/**
 * One version of a projection, built once, with a schema, a consumer and positions of its own.
 *
 * @param build 0 for the first time, else the id of the rebuild that made it
 */
public record ProjectionVersion(String name, int version, long build) {

    public ProjectionVersion(String name, int version) {
        this(name, version, 0);
    }

    public static ProjectionVersion of(Projection projection) {
        return new ProjectionVersion(projection.name(), projection.version());
    }

    /** Tells it from the other versions and builds of its projection. */
    public String label() {
        return "v" + version + (build == 0 ? "" : "-b" + build);
    }

    public String schema() {
        return "query_" + name + '_' + label().replace('-', '_');
    }

    public String consumer() {
        return "query-" + name + '-' + label();
    }

    /** Whether it was made later, from newer code or by a later rebuild. */
    boolean laterThan(ProjectionVersion other) {
        return version > other.version || version == other.version && build > other.build;
    }
}
