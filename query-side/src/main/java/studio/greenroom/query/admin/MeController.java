package studio.greenroom.query.admin;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import studio.greenroom.kernel.identity.Identity;

/** Tells people who they are here and who makes their texts and pictures. */
@RestController
class MeController {

    private final Providers providers;

    MeController(@Value("${greenroom.providers.image:offline}") String image,
                 @Value("${greenroom.providers.text:offline}") String text) {
        this.providers = new Providers(image, text);
    }

    record Providers(String image, String text) {
    }

    record Me(String owner, boolean administrator, String mode, Providers provider) {
    }

    @GetMapping("/api/me")
    Me me(Identity who) {
        return new Me(who.owner(), who.administrator(), "local", providers);
    }
}
