package studio.greenroom.query.http;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import studio.greenroom.query.projection.Document;

/** Answers with one thing. */
public final class Answers {

    private Answers() {}

    public static ResponseEntity<String> of(Document document) {
        return of(document.revision(), document.json(), "private, no-cache");
    }

    /** An answer in which more changes than its revision tells: kept by nobody, so never found unchanged. */
    public static ResponseEntity<String> passing(long revision, String json) {
        return of(revision, json, "no-store");
    }

    private static ResponseEntity<String> of(long revision, String json, String caching) {
        return ResponseEntity.ok()
                .eTag("\"" + revision + "\"")
                .header(HttpHeaders.CACHE_CONTROL, caching)
                .contentType(MediaType.APPLICATION_JSON)
                .body(json);
    }
}
