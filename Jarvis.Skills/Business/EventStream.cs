using System.Threading.Channels;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Business;

/// <summary>Where events enter. Stored first, dispatched after, so that none is lost in a crash.</summary>
public sealed class EventStream(IDbContextFactory<JarvisDb> databases)
{
    private readonly Channel<bool> arrived = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>One token whenever something may be waiting.</summary>
    public ChannelReader<bool> Arrived => arrived.Reader;

    /// <summary>Raised after an event was stored; for the live view.</summary>
    public event Action<BusinessEvent>? Published;

    /// <summary>Stores an event once; the same key a second time does nothing.</summary>
    public async Task PublishAsync(BusinessEvent happened, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await db.Set<BusinessEvent>().AnyAsync(e => e.Key == happened.Key, cancel)) return;
        db.Add(happened);
        await db.SaveChangesAsync(cancel);
        arrived.Writer.TryWrite(true);
        Published?.Invoke(happened);
    }

    /// <summary>Wakes the dispatcher, for instance at start-up.</summary>
    public void Wake() => arrived.Writer.TryWrite(true);
}
