package org.espalier.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.espalier.problem.BadData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of files: those that were written, or those that Pillow 12.3 reads. */
class PictureFileTest {

    /** 16x8 pixels, inks (200, 30, 90, 40) at the left and (10, 120, 220, 0) at the right, written by Pillow. */
    private static final byte[] CMYK = Base64.getDecoder()
            .decode("/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwAIBgYHBgUIBwcHCQkICgwUDQwLCwwZEhMPFB0aHx4dGhwcICQuJyAiLCMcHCg3KSww"
                    + "MTQ0NB8nOT04MjwuMzQy/8AAFAgACAAQBEMRAE0RAFkRAEsRAP/EABYAAQEBAAAAAAAAAAAAAAAAAAcGCP/EABQQAQAAAAAA"
                    + "AAAAAAAAAAAAAAD/2gAOBEMATQBZAEsAAD8ANjCpSu18JWfVQ//Z");

    private static final int ADOBE_TRANSFORM = 17;

    @TempDir
    Path folder;

    @Test
    void jpegAndTiffAreReadByTwelveMonkeys() {
        assertThat(ImageIO.getImageReadersByFormatName("jpeg").next().getClass().getName())
                .startsWith("com.twelvemonkeys");
        assertThat(ImageIO.getImageReadersByFormatName("tiff").next().getClass().getName())
                .startsWith("com.twelvemonkeys");
    }

    @ParameterizedTest
    @CsvSource({"8, false", "8, true", "16, false", "16, true"})
    void grayValuesStayAsTheyAreWithAndWithoutTransparency(int bits, boolean transparent) throws IOException {
        BufferedImage image = gray(bits, transparent);
        Path file = png(image);

        Pixels color = PictureFile.pixels(file, PixelFormat.RGB);
        Pixels one = PictureFile.pixels(file, new PixelFormat(1, bits));

        for (int x = 0; x < image.getWidth(); x++) {
            int value = image.getRaster().getSample(x, 0, 0);
            assertThat(one.at(0, x, 0)).isEqualTo(value);
            for (int c = 0; c < 3; c++) {
                assertThat(color.at(0, x, c)).isEqualTo(value >> bits - 8);
            }
        }
        if (transparent) {
            assertThat(PictureFile.pixels(file, new PixelFormat(2, bits)).at(0, 5, 1))
                    .isEqualTo(image.getRaster().getSample(5, 0, 1));
        }
    }

    @Test
    void aGrayValueThatMeansTransparentChangesNothing() throws IOException {
        BufferedImage image = gray(8, false);
        byte[] png = Files.readAllBytes(png(image));
        Path file = Files.write(folder.resolve("t.png"), withChunk(png, "tRNS", new byte[] {0, 90}));

        Pixels pixels = PictureFile.pixels(file, PixelFormat.RGB);

        for (int x = 0; x < image.getWidth(); x++) {
            assertThat(pixels.at(0, x, 1)).isEqualTo(image.getRaster().getSample(x, 0, 0));
        }
    }

    @Test
    void paletteAndOneBitPicturesBecomeTheirColors() throws IOException {
        BufferedImage palette = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED);
        palette.setRGB(1, 0, 0xFF3300);
        BufferedImage bits = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY);
        bits.setRGB(1, 0, 0xFFFFFF);

        assertThat(PictureFile.pixels(png(palette), PixelFormat.RGB).bytes())
                .containsExactly(0, 0, 0, (byte) 0xFF, 0x33, 0);
        assertThat(PictureFile.pixels(png(bits), PixelFormat.RGB).bytes()).containsExactly(0, 0, 0, -1, -1, -1);
        assertThat(PictureFile.pixels(png(bits), new PixelFormat(1, 8)).bytes()).containsExactly(0, -1);
        assertThatThrownBy(() -> PictureFile.pixels(png(palette), new PixelFormat(1, 8)))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("3 channels with colours that are not grey, but 1 channel of 8 bits");
    }

    @Test
    void transparencyIsDroppedOrIsTheFourthChannel() throws IOException {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_4BYTE_ABGR);
        image.getRaster().setPixel(0, 0, new int[] {200, 100, 50, 7});

        assertThat(PictureFile.pixels(png(image), PixelFormat.RGB).bytes()).containsExactly(200, 100, 50);
        assertThat(PictureFile.pixels(png(image), new PixelFormat(4, 8)).bytes())
                .containsExactly(200, 100, 50, 7);
        assertThat(PictureFile.pixels(png(image), new PixelFormat(4, 16)).at(0, 0, 3))
                .isEqualTo(7 * 257);
    }

    @Test
    void colorsMultipliedByTheirTransparencyAreDividedByIt() throws IOException {
        Path file = Tiff.write(
                folder.resolve("a.tif"),
                1,
                1,
                new byte[] {100, 50, 25, (byte) 128},
                Map.of(Tiff.COLORS, 2, Tiff.SAMPLES, 4, Tiff.EXTRA_SAMPLES, 1));

        assertThat(PictureFile.pixels(file, PixelFormat.RGB).bytes()).containsExactly(199, 100, 50);
    }

    @Test
    void fourInksBecomeTheColorsThatPillowGives() throws IOException {
        byte[] ycck = CMYK.clone();
        ycck[ADOBE_TRANSFORM] = 2;

        Pixels plain = PictureFile.pixels(Files.write(folder.resolve("cmyk.jpg"), CMYK), PixelFormat.RGB);
        Pixels transformed = PictureFile.pixels(Files.write(folder.resolve("ycck.jpg"), ycck), PixelFormat.RGB);

        assertColor(plain, 3, 46, 190, 139);
        assertColor(plain, 12, 245, 135, 35);
        assertColor(transformed, 3, 125, 215, 24);
        assertColor(transformed, 12, 140, 0, 0);
    }

    @Test
    void fourInksOfATiffBecomeColorsToo() throws IOException {
        Path file = Tiff.write(
                folder.resolve("a.tif"),
                1,
                1,
                new byte[] {(byte) 200, 30, 90, 40},
                Map.of(Tiff.COLORS, 5, Tiff.SAMPLES, 4));

        assertColor(PictureFile.pixels(file, PixelFormat.RGB), 0, 46, 190, 139);
    }

    @ParameterizedTest
    @CsvSource({
        "1, false, 0",
        "2, false, 1",
        "3, false, 3",
        "4, false, 2",
        "5, true, 0",
        "6, true, 1",
        "7, true, 3",
        "8, true, 2"
    })
    void exifOrientationIsHonored(int orientation, boolean swaps, int brightCorner) throws IOException {
        BufferedImage wide = new BufferedImage(32, 16, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 64; i++) {
            wide.getRaster().setSample(i % 8, i / 8, 0, 250);
        }
        byte[] exif = Tiff.bytes(1, 1, new byte[1], Map.of(Tiff.ORIENTATION, orientation));
        Path jpeg = Files.write(folder.resolve("a.jpg"), withSegment(jpeg(wide), 0xE1, "Exif\0\0", exif));
        byte[] values = new byte[32 * 16];
        wide.getRaster().getDataElements(0, 0, 32, 16, values);
        Path tiff = Tiff.write(folder.resolve("a.tif"), 16, 32, values, Map.of(Tiff.ORIENTATION, orientation));

        for (Path file : new Path[] {jpeg, tiff}) {
            Pixels upright = PictureFile.pixels(file, PixelFormat.RGB);
            assertThat(upright.height()).isEqualTo(swaps ? 32 : 16);
            assertThat(upright.width()).isEqualTo(swaps ? 16 : 32);
            for (int corner = 0; corner < 4; corner++) {
                int y = corner < 2 ? 2 : upright.height() - 3;
                int x = corner % 2 == 0 ? 2 : upright.width() - 3;
                assertThat(upright.at(y, x, 0))
                        .as("%s, corner %d", file, corner)
                        .isCloseTo(corner == brightCorner ? 250 : 0, within(3));
            }
        }
    }

    @Test
    void aColorProfileChangesNoValue() throws IOException {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 256; i++) {
            image.setRGB(i % 16, i / 16, 0x405060);
        }
        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        byte[] jpeg = withSegment(jpeg(image), 0xE2, "ICC_PROFILE\0\1\1", profile);

        Pixels pixels = PictureFile.pixels(Files.write(folder.resolve("a.jpg"), jpeg), PixelFormat.RGB);

        assertColor(pixels, 7, 0x40, 0x50, 0x60);
    }

    @Test
    void multispectralTiffFilesKeepAllBands() throws IOException {
        byte[] values = HexFormat.of().parseHex("0100020003000400ff7f" + "060007000800090001ff");
        Path file = Tiff.write(folder.resolve("a.tif"), 1, 2, values, Map.of(Tiff.SAMPLES, 5, Tiff.SAMPLE_BITS, 16));

        assertThat(PictureFile.pixels(file, new PixelFormat(5, 16)).bytes()).isEqualTo(values);
        assertThatThrownBy(() -> PictureFile.pixels(file, PixelFormat.RGB))
                .isInstanceOf(BadData.class)
                .hasMessage(
                        file + ": the image has 5 bands of 16 bits, but 3 channels of 8 bits are read here, of whole"
                                + " numbers from 0 on; convert the image, or set channels and bits of the data set");
    }

    @ParameterizedTest
    @CsvSource({
        "2, 16, signed numbers of 16 bits",
        "2, 8, signed numbers of 8 bits",
        "1, 32, whole numbers of 32 bits",
        "3, 32, floating-point numbers of 32 bits",
        "3, 64, floating-point numbers of 64 bits"
    })
    void otherNumbersThanWholeOnesOfSixteenBitsAreRefused(int format, int bits, String kind) throws IOException {
        Path file = Tiff.write(
                folder.resolve("a.tif"),
                1,
                2,
                new byte[2 * bits / 8],
                Map.of(Tiff.SAMPLE_FORMAT, format, Tiff.SAMPLE_BITS, bits));

        assertThatThrownBy(() -> PictureFile.read(file))
                .isInstanceOf(BadData.class)
                .hasMessage(file + ": its values are " + kind
                        + ", allowed: whole numbers from 0 on of at most 16 bits; scale and convert them first");
    }

    @Test
    void cutOffAndEmptyFilesAreRefused() throws IOException {
        byte[] whole = jpeg(gray(8, false));
        Path cut = Files.write(folder.resolve("cut.jpg"), Arrays.copyOf(whole, whole.length - 20));
        byte[] png = Files.readAllBytes(png(gray(8, false)));
        Path cutPng = Files.write(folder.resolve("cut.png"), Arrays.copyOf(png, png.length / 2));
        Path empty = Files.createFile(folder.resolve("empty.png"));

        assertThatThrownBy(() -> PictureFile.read(cut))
                .isInstanceOf(BadData.class)
                .hasMessageStartingWith(cut + ": the picture is damaged or cut off: ");
        assertThatThrownBy(() -> PictureFile.read(cutPng))
                .isInstanceOf(BadData.class)
                .hasMessageStartingWith(cutPng + ": the picture is damaged or cut off: ");
        assertThatThrownBy(() -> PictureFile.read(empty))
                .isInstanceOf(BadData.class)
                .hasMessage(empty + ": the file is empty; get it again from its source");
    }

    @Test
    void bytesAfterTheLastPixelAreHarmless() throws IOException {
        byte[] whole = jpeg(gray(8, false));
        byte[] longer = Arrays.copyOf(whole, whole.length + 3);
        System.arraycopy(whole, whole.length - 2, longer, longer.length - 2, 2);
        Arrays.fill(longer, whole.length - 2, longer.length - 2, (byte) 0);

        assertThat(PictureFile.read(Files.write(folder.resolve("a.jpg"), longer))
                        .getWidth())
                .isEqualTo(16);
    }

    @Test
    void hugePicturesAreRefusedByTheirHeader() throws IOException {
        byte[] png = Files.readAllBytes(png(gray(8, false)));
        ByteBuffer.wrap(png).putInt(16, 60_000).putInt(20, 50_000);
        CRC32 checksum = new CRC32();
        checksum.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) checksum.getValue());
        Path bomb = Files.write(folder.resolve("bomb.png"), png);

        assertThatThrownBy(() -> PictureFile.read(bomb))
                .isInstanceOf(BadData.class)
                .hasMessage(bomb + ": its header announces 50000x60000 (HEIGHTxWIDTH), 3000000000 pixels, allowed:"
                        + " 268435456; make it smaller or cut it into parts");
    }

    @Test
    void exactValuesAreNotReadFromFilesCompressedWithLoss() throws IOException {
        Path jpeg = Files.write(folder.resolve("mask.png"), jpeg(gray(8, false)));

        assertThatThrownBy(() -> PictureFile.readExact(jpeg))
                .isInstanceOf(BadData.class)
                .hasMessageStartingWith(jpeg + ": it is compressed with loss, as JPEG is");
    }

    private static void assertColor(Pixels pixels, int x, int red, int green, int blue) {
        assertThat(pixels.at(0, x, 0)).isCloseTo(red, within(3));
        assertThat(pixels.at(0, x, 1)).isCloseTo(green, within(3));
        assertThat(pixels.at(0, x, 2)).isCloseTo(blue, within(3));
    }

    /** 16x1 grey values, with transparency if wanted. */
    private static BufferedImage gray(int bits, boolean transparent) {
        int type = bits == 8 ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT;
        ColorSpace space = ColorSpace.getInstance(ColorSpace.CS_GRAY);
        int transparency = transparent ? Transparency.TRANSLUCENT : Transparency.OPAQUE;
        ComponentColorModel colors = new ComponentColorModel(space, transparent, false, transparency, type);
        WritableRaster raster = colors.createCompatibleWritableRaster(16, 1);
        for (int x = 0; x < 16; x++) {
            raster.setSample(x, 0, 0, x * ((1 << bits) - 7) / 17);
            if (transparent) {
                raster.setSample(x, 0, 1, 3 * x);
            }
        }
        return new BufferedImage(colors, raster, false, null);
    }

    private Path png(BufferedImage image) throws IOException {
        Path file = folder.resolve("a.png");
        assertThat(ImageIO.write(image, "png", file.toFile())).isTrue();
        return file;
    }

    private static byte[] jpeg(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, "jpg", out)).isTrue();
        return out.toByteArray();
    }

    /** A JPEG file with one more segment at its beginning. */
    private static byte[] withSegment(byte[] jpeg, int marker, String name, byte[] data) {
        ByteBuffer out = ByteBuffer.allocate(jpeg.length + 4 + name.length() + data.length);
        out.put(jpeg, 0, 2).put((byte) 0xFF).put((byte) marker);
        out.putShort((short) (2 + name.length() + data.length));
        return out.put(name.getBytes(StandardCharsets.ISO_8859_1))
                .put(data)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    /** A PNG file with one more chunk after its header. */
    private static byte[] withChunk(byte[] png, String name, byte[] data) {
        CRC32 checksum = new CRC32();
        checksum.update(name.getBytes(StandardCharsets.US_ASCII));
        checksum.update(data);
        ByteBuffer out = ByteBuffer.allocate(png.length + 12 + data.length);
        out.put(png, 0, 33).putInt(data.length).put(name.getBytes(StandardCharsets.US_ASCII));
        return out.put(data)
                .putInt((int) checksum.getValue())
                .put(png, 33, png.length - 33)
                .array();
    }
}
