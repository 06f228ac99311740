package studio.greenroom.saga.provider.openai;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.MediaType;
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

    private static final byte NEWLINE = '\n';

    private final long limit;
    private final int frames;

    /**
     * @param limit  most bytes of an answer, or of one frame of a stream
     * @param frames how many frames of that size a stream may have
     */
    BoundedBody(long limit, int frames) {
        this.limit = limit;
        this.frames = frames;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        ResponseBody body = response.body();
        if (body == null) {
            return response;
        }
        MediaType type = body.contentType();
        long most = type != null && type.subtype().equals("event-stream") ? limit * frames : limit;
        ForwardingSource bounded = new ForwardingSource(body.source()) {

            private long total;
            private long line;

            @Override
            public long read(Buffer sink, long count) throws IOException {
                long read = super.read(sink, count);
                if (read > 0) {
                    total += read;
                    line = lineAfter(sink, read);
                }
                if (total > most || line > limit) {
                    throw new TooLargeException(limit);
                }
                return read;
            }

            /** Bytes since the last end of a line: whoever reads a stream holds a line of it. */
            private long lineAfter(Buffer sink, long read) {
                long from = sink.size() - read;
                for (long end = sink.indexOf(NEWLINE, from); end >= 0; end = sink.indexOf(NEWLINE, from)) {
                    from = end + 1;
                    line = 0;
                }
                return line + sink.size() - from;
            }
        };
        return response.newBuilder()
                .body(ResponseBody.create(Okio.buffer(bounded), body.contentType(), body.contentLength()))
                .build();
    }
}
