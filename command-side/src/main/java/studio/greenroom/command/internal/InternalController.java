package studio.greenroom.command.internal;

import java.util.List;
import java.util.Map;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import studio.greenroom.kernel.blob.BlobStore;
import studio.greenroom.kernel.command.CommandSender;
import studio.greenroom.kernel.command.Receipt;
import studio.greenroom.kernel.command.SentCommand;
import studio.greenroom.kernel.generation.Offer;
import studio.greenroom.kernel.generation.OfferBoard;
import studio.greenroom.kernel.hash.Sha256;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.kernel.identity.Owners;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;

/** What the other sides ask of this one when they are processes of their own. */
@RestController
@RequestMapping("/internal")
class InternalController {

    private static final int LARGEST_BLOB = 32 * 1024 * 1024;
    private static final int LARGEST_THUMBNAIL = 1024 * 1024;

    private final CommandSender commands;
    private final BlobStore blobs;
    private final Owners owners;
    private final OfferBoard offers;

    InternalController(CommandSender commands, BlobStore blobs, Owners owners, OfferBoard offers) {
        this.commands = commands;
        this.blobs = blobs;
        this.owners = owners;
        this.offers = offers;
    }

    record Person(String issuer, String subject) {}

    @PostMapping("/owners")
    Mono<Map<String, String>> owner(@RequestBody Person person) {
        return owners.of(person.issuer(), person.subject()).map(owner -> Map.of("owner", owner));
    }

    @PostMapping("/offers")
    Mono<Map<String, Integer>> offers(@RequestBody List<Offer> posted) {
        return Mono.fromCallable(() -> {
                    offers.post(posted);
                    return Map.of("offers", posted.size());
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    @PostMapping("/commands")
    Mono<Receipt> command(@RequestBody SentCommand sent) {
        return Mono.fromCallable(sent::read)
                .onErrorMap(
                        IllegalArgumentException.class,
                        unknown -> new Problem(
                                ProblemCode.UNAVAILABLE, unknown.getMessage() + " yet: this process is older."))
                // Once dispatched, a sender that goes away must not interrupt the append.
                .flatMap(command -> Mono.fromFuture(
                        () -> commands.send(command, sent.cause()).toCompletableFuture(), true))
                .publishOn(Schedulers.parallel());
    }

    @PostMapping("/blobs/{owner}")
    Mono<Map<String, String>> put(@PathVariable String owner, @RequestBody Flux<DataBuffer> body) {
        // It becomes a folder's name.
        return !Ids.isId(Ids.OWNER, owner)
                ? Mono.error(Problem.notFound())
                : bytes(body, LARGEST_BLOB).map(bytes -> Map.of("sha256", blobs.put(owner, bytes)));
    }

    @PostMapping("/blobs/{owner}/{sha256}/thumbnail")
    Mono<Map<String, String>> putThumbnail(
            @PathVariable String owner, @PathVariable String sha256, @RequestBody Flux<DataBuffer> body) {
        return !Ids.isId(Ids.OWNER, owner) || !Sha256.isHex(sha256)
                ? Mono.error(Problem.notFound())
                : bytes(body, LARGEST_THUMBNAIL).map(bytes -> {
                    blobs.putThumbnail(owner, sha256, bytes);
                    return Map.of("sha256", sha256);
                });
    }

    /** All of a body, on a thread that may wait. */
    private static Mono<byte[]> bytes(Flux<DataBuffer> body, int most) {
        return DataBufferUtils.join(body, most)
                .map(joined -> {
                    byte[] bytes = new byte[joined.readableByteCount()];
                    joined.read(bytes);
                    DataBufferUtils.release(joined);
                    return bytes;
                })
                .publishOn(Schedulers.boundedElastic());
    }
}
