package studio.greenroom.query.projection;

/** People read another version now, and this one takes nothing any more. */
final class VersionReplaced extends RuntimeException {

    VersionReplaced(ProjectionVersion version) {
        super(version.consumer() + " was replaced", null, false, false);
    }
}
