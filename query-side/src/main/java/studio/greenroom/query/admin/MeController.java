package studio.greenroom.query.admin;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import studio.greenroom.kernel.identity.Identity;
import studio.greenroom.kernel.identity.Mode;

/** Tells people who they are here and who makes their texts and pictures. */
@RestController
class MeController {

    private final Mode mode;
    private final Providers providers;

    MeController(
            Mode mode,
            @Value("${greenroom.providers.image:auto}") String image,
            @Value("${greenroom.providers.text:auto}") String text,
            @Value("${greenroom.providers.openai.api-key:${OPENAI_API_KEY:}}") String key) {
        this.mode = mode;
        this.providers = new Providers(serving(image, key), serving(text, key));
    }

    /** The same rule as the sagas': whoever has a key serves unless something else is chosen; of several the first. */
    private static String serving(String choice, String key) {
        return !choice.equals("auto") ? choice.split(",")[0].strip() : key.isBlank() ? "offline" : "openai";
    }

    record Providers(String image, String text) {}

    record Me(String owner, boolean administrator, String mode, Providers provider) {}

    @GetMapping("/api/me")
    Me me(Identity who) {
        return new Me(who.owner(), who.administrator(), mode.word(), providers);
    }
}
