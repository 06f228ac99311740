package studio.greenroom.standalone;

import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import studio.greenroom.command.eventstore.EventStoreSettings.Kind;

/** An event store as the command line names it. */
public final class StoreKind implements ITypeConverter<Kind> {

    @Override
    public Kind convert(String word) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("it takes %s, not %s"
                        .formatted(
                                Arrays.stream(Kind.values()).map(Kind::word).collect(Collectors.joining(" or ")),
                                word)));
    }
}
