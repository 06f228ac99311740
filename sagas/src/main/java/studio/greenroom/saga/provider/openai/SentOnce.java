package studio.greenroom.saga.provider.openai;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** Lets no request be sent a second time: OkHttp would, after a 503 that asks for no wait, and it may be paid for twice. */
final class SentOnce implements Interceptor {

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        RequestBody body = request.body();
        return chain.proceed(
                body == null
                        ? request
                        : request.newBuilder()
                                .method(request.method(), once(body))
                                .build());
    }

    private static RequestBody once(RequestBody body) {
        return new RequestBody() {

            @Override
            public @Nullable MediaType contentType() {
                return body.contentType();
            }

            @Override
            public long contentLength() throws IOException {
                return body.contentLength();
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                body.writeTo(sink);
            }

            @Override
            public boolean isOneShot() {
                return true;
            }
        };
    }
}
