package studio.greenroom.standalone.house;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/** What is delivered: no tests, neither from folders nor from the jars that other modules' tests are shared by. */
public final class MainCode implements ImportOption {

    private final ImportOption folders = new DoNotIncludeTests();

    @Override
    public boolean includes(Location location) {
        return folders.includes(location) && !location.contains("-tests.jar");
    }
}
