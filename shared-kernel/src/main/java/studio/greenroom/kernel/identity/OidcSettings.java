package studio.greenroom.kernel.identity;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * Whose tokens are taken; {@code greenroom.oidc.*}.
 *
 * @param issuer             Issuer that tokens have to name; its keys are found by discovery when jwk-set-uri is not given.
 * @param jwkSetUri          Where the issuer's public keys are, without discovery; this or the issuer is needed in oidc mode.
 * @param audience           Who tokens have to be for, in aud or as azp; needed in oidc mode.
 * @param administratorScope Scope (scope or scp) of those who may run read models and see envelopes.
 */
@ConfigurationProperties("greenroom.oidc")
record OidcSettings(
        @Nullable String issuer,
        @Nullable String jwkSetUri,
        @Nullable String audience,
        @DefaultValue("greenroom:admin") String administratorScope) {

    OidcSettings {
        if (!StringUtils.hasText(issuer) && !StringUtils.hasText(jwkSetUri)) {
            throw new IllegalArgumentException(
                    "In oidc mode greenroom.oidc.issuer or greenroom.oidc.jwk-set-uri is needed");
        }
        if (!StringUtils.hasText(audience)) {
            throw new IllegalArgumentException(
                    "In oidc mode greenroom.oidc.audience is needed: without it, tokens that "
                            + "were made for others would be taken");
        }
    }

    boolean hasIssuer() {
        return StringUtils.hasText(issuer);
    }

    boolean hasJwkSetUri() {
        return StringUtils.hasText(jwkSetUri);
    }
}
