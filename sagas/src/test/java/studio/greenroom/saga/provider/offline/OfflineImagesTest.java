package studio.greenroom.saga.provider.offline;

import studio.greenroom.saga.provider.ImageProvider;
import studio.greenroom.saga.testing.ImageProviderContract;

class OfflineImagesTest extends ImageProviderContract {

    private final ImageProvider provider = new OfflineImages();

    @Override
    protected ImageProvider provider() {
        return provider;
    }

    @Override
    protected boolean fails(String secret) {
        return false;
    }
}
