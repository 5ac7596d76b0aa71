using SkiaSharp;

namespace Jarvis.Bot.Channels.Teams;

/// <summary>
/// Pictures that fit into a message. Teams takes about 28 KB for all of it, and shows pictures either from an address that everybody
/// can open, which a business's figures should not have, or as part of the message.
/// </summary>
internal static class TeamsPicture
{
    private const int MostBytes = 17_000;
    private static readonly int[] Widths = [1000, 800, 640, 480];
    private static readonly int[] Qualities = [85, 70, 55];

    /// <summary>A data: address; null when it is no picture, or nothing readable would be left of it.</summary>
    public static string? Fit(byte[] file)
    {
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data);
        using var whole = codec is null ? null : SKBitmap.Decode(codec);
        if (whole is null) return null;
        foreach (var width in Widths.Where(w => w < whole.Width).Prepend(Math.Min(whole.Width, Widths[0])).Distinct())
        {
            using var scaled = width == whole.Width ? whole.Copy() : whole.Resize(new SKImageInfo(width, Math.Max(1, whole.Height * width / whole.Width)), new SKSamplingOptions(SKCubicResampler.Mitchell));
            using var image = SKImage.FromBitmap(scaled);
            if (Try(image, SKEncodedImageFormat.Png, 100) is { } png) return $"data:image/png;base64,{png}";
            foreach (var quality in Qualities)
                if (Try(image, SKEncodedImageFormat.Jpeg, quality) is { } jpeg) return $"data:image/jpeg;base64,{jpeg}";
        }
        return null;
    }

    private static string? Try(SKImage image, SKEncodedImageFormat format, int quality)
    {
        using var data = image.Encode(format, quality);
        return data is { Size: > 0 and <= MostBytes } ? Convert.ToBase64String(data.AsSpan()) : null;
    }
}
