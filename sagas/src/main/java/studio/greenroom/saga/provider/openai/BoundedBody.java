package studio.greenroom.saga.provider.openai;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;

/** Cuts off answers that are larger than anything that was asked for. */
final class BoundedBody implements Interceptor {

    /** Thrown to the reader of a body that goes on too long. */
    static final class TooLargeException extends IOException {

        TooLargeException(long limit) {
            super("The answer is larger than " + limit + " bytes");
        }
    }

    private final long limit;

    BoundedBody(long limit) {
        this.limit = limit;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        ResponseBody body = response.body();
        if (body == null) {
            return response;
        }
        ForwardingSource bounded = new ForwardingSource(body.source()) {

            private long total;

            @Override
            public long read(Buffer sink, long count) throws IOException {
                long read = super.read(sink, count);
                total += Math.max(0, read);
                if (total > limit) {
                    throw new TooLargeException(limit);
                }
                return read;
            }
        };
        return response.newBuilder()
                .body(ResponseBody.create(Okio.buffer(bounded), body.contentType(), body.contentLength()))
                .build();
    }
}
