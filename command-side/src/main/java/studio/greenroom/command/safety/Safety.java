package studio.greenroom.command.safety;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;

/** Refuses what the safety policy does not allow. A refusal names the rule, and never the terms. */
@Component
@EnableConfigurationProperties(SafetySettings.class)
public class Safety {

    private final SafetyPolicy policy;

    Safety(SafetySettings settings) {
        this.policy = SafetyPolicy.read(settings.policy());
    }

    /**
     * @param texts what people wrote, by the name of its field
     * @throws Problem CONTENT_REFUSED with every field that touches a rule
     */
    public void check(Map<String, String> texts) {
        List<Problem.FieldError> errors = new ArrayList<>();
        texts.forEach((field, text) -> policy.broken(text)
                .ifPresent(rule -> errors.add(new Problem.FieldError(
                        field, "This touches the rule “" + rule.name() + "”: " + rule.about() + "."))));
        if (!errors.isEmpty()) {
            throw new Problem(
                    ProblemCode.CONTENT_REFUSED,
                    errors.stream()
                                    .map(error -> error.field() + ": " + error.message())
                                    .collect(Collectors.joining(" "))
                            + " Word it differently (safety policy, version " + policy.version() + ").",
                    errors);
        }
    }
}
