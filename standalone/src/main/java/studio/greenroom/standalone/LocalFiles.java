package studio.greenroom.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import studio.greenroom.embedded.StartFailure;
import studio.greenroom.kernel.id.Ids;

/**
 * Who is at home in a data folder: the secret of the API and the owner of everything, each made once and kept in a file
 * that only its owner may read, and a one-time code for the link of this start.
 */
record LocalFiles(String token, String owner, String code) {

    private static final int TOKEN_BYTES = 32;
    private static final int CODE_BYTES = 16;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    /** @throws StartFailure when a file can not be made, or does not hold what it should */
    static LocalFiles in(Path data) {
        SecureRandom random = new SecureRandom();
        String token = kept(data.resolve("local-token"), random(random, TOKEN_BYTES));
        String owner = kept(data.resolve("local-owner"), new Ids(Clock.systemUTC(), random).next(Ids.OWNER));
        if (token.length() < TOKEN_BYTES) {
            throw new StartFailure("The file %s is too short for a secret. Delete it and start again."
                    .formatted(data.resolve("local-token")));
        }
        // A new owner would see nothing of what is there, so none is made in its place.
        if (!Ids.isId(Ids.OWNER, owner)) {
            throw new StartFailure("The file %s does not hold an owner's id. Bring it back from a copy."
                    .formatted(data.resolve("local-owner")));
        }
        return new LocalFiles(token, owner, random(random, CODE_BYTES));
    }

    Map<String, String> properties() {
        return Map.of("greenroom.local.token", token, "greenroom.local.owner", owner, "greenroom.local.code", code);
    }

    @Override
    public String toString() {
        return "LocalFiles of " + owner;
    }

    private static String random(SecureRandom random, int bytes) {
        byte[] value = new byte[bytes];
        random.nextBytes(value);
        return HexFormat.of().formatHex(value);
    }

    private static String kept(Path file, String fresh) {
        try {
            if (!Files.exists(file)) {
                write(file, fresh);
            } else if (!Files.getPosixFilePermissions(file).equals(OWNER_ONLY)) {
                Files.setPosixFilePermissions(file, OWNER_ONLY);
            }
            return Files.readString(file).strip();
        } catch (IOException problem) {
            throw new StartFailure(
                    "The file %s can not be used (%s). Make it readable and writable for you."
                            .formatted(file, Reason.of(problem)),
                    problem);
        }
    }

    /** Narrow from its first byte, and there as a whole or not at all. */
    static void write(Path file, String text) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(beside);
        FileAttribute<?> narrow = PosixFilePermissions.asFileAttribute(OWNER_ONLY);
        try (FileChannel channel = FileChannel.open(beside, Set.of(CREATE_NEW, WRITE), narrow)) {
            ByteBuffer bytes = UTF_8.encode(text + "\n");
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
