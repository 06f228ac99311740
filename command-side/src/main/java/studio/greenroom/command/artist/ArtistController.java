package studio.greenroom.command.artist;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import studio.greenroom.command.gateway.CommandEndpoint;
import studio.greenroom.command.gateway.CommandEndpoint.Accepted;
import studio.greenroom.command.gateway.CommandRequest;
import studio.greenroom.kernel.artist.ArtistCommand.CreateArtist;
import studio.greenroom.kernel.artist.ArtistCommand.DeleteArtist;
import studio.greenroom.kernel.artist.ArtistCommand.EditArtist;
import studio.greenroom.kernel.artist.ArtistCommand.RestoreArtist;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.kernel.identity.Identity;
import studio.greenroom.kernel.problem.Problem;

/** Commands to artists over HTTP. */
@RestController("artistCommands")
@RequestMapping("/api/artists")
class ArtistController {

    private final CommandEndpoint endpoint;
    private final Ids ids;

    ArtistController(CommandEndpoint endpoint, Ids ids) {
        this.endpoint = endpoint;
        this.ids = ids;
    }

    @PostMapping
    Mono<ResponseEntity<Accepted>> create(Identity identity, ServerHttpRequest http, @RequestBody PersonaRequest body) {
        CreateArtist command = new CreateArtist(ids.next(Ids.ARTIST), body.persona());
        return endpoint.answer(CommandRequest.of(identity, http, body), HttpStatus.CREATED, "/api/artists/", command);
    }

    @PutMapping("/{id}")
    Mono<ResponseEntity<Accepted>> edit(
            Identity identity, ServerHttpRequest http, @PathVariable String id, @RequestBody PersonaRequest body) {
        CommandRequest request = CommandRequest.of(identity, http, body).requireRevision(http);
        return endpoint.answer(request, HttpStatus.OK, null, new EditArtist(checked(id), body.persona()));
    }

    @DeleteMapping("/{id}")
    Mono<ResponseEntity<Accepted>> delete(Identity identity, ServerHttpRequest http, @PathVariable String id) {
        return endpoint.answer(
                CommandRequest.withoutBody(identity, http), HttpStatus.OK, null, new DeleteArtist(checked(id)));
    }

    @PostMapping("/{id}/restore")
    Mono<ResponseEntity<Accepted>> restore(Identity identity, ServerHttpRequest http, @PathVariable String id) {
        return endpoint.answer(
                CommandRequest.withoutBody(identity, http), HttpStatus.OK, null, new RestoreArtist(checked(id)));
    }

    private static String checked(String id) {
        if (!Ids.isId(Ids.ARTIST, id)) {
            throw Problem.notFound();
        }
        return id;
    }
}
