package studio.greenroom.query.http;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import studio.greenroom.query.projection.Document;

/** Answers with one thing. */
public final class Answers {

    private Answers() {
    }

    public static ResponseEntity<String> of(Document document) {
        return of(document.revision(), document.json());
    }

    public static ResponseEntity<String> of(long revision, String json) {
        return ResponseEntity.ok().eTag("\"" + revision + "\"")
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .contentType(MediaType.APPLICATION_JSON).body(json);
    }
}
