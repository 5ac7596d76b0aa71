using Docker.DotNet;
using Docker.DotNet.Models;

namespace Jarvis.Skills.Connectors.Docker;

/// <summary>Images that have no name and that no container uses: what builds leave behind.</summary>
internal static class DockerImages
{
    public static IDictionary<string, IDictionary<string, bool>> WithoutName => new Dictionary<string, IDictionary<string, bool>>(StringComparer.Ordinal)
    {
        ["dangling"] = new Dictionary<string, bool>(StringComparer.Ordinal) { ["true"] = true },
    };

    public static async Task<long> ReclaimableAsync(DockerClient client, CancellationToken cancel)
    {
        var images = await client.Images.ListImagesAsync(new ImagesListParameters { Filters = WithoutName }, cancel);
        if (images.Count == 0) return 0;
        var containers = await client.Containers.ListContainersAsync(new ContainersListParameters { All = true }, cancel);
        var used = containers.Select(c => c.ImageID).ToHashSet(StringComparer.Ordinal);
        return images.Where(i => !used.Contains(i.ID)).Sum(i => i.Size);
    }
}
