namespace Jarvis.Bot.Channels;

/// <summary>Runs every channel, and starts one that fell over again with a growing delay. None harms another.</summary>
internal sealed partial class ChannelSupervisor(IEnumerable<IChannel> channels, IEnumerable<UnconnectedChannel> unconnected, ChannelStates states, TimeProvider time, ILogger<ChannelSupervisor> log) : BackgroundService
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var channel in unconnected) states.Set(channel.Name, ChannelHealth.NotConfigured, channel.Note);
        return Task.WhenAll(channels.Select(c => Task.Run(() => KeepRunningAsync(c, stoppingToken), stoppingToken)));
    }

    private async Task KeepRunningAsync(IChannel channel, CancellationToken cancel)
    {
        var wait = TimeSpan.FromSeconds(1);
        while (!cancel.IsCancellationRequested)
        {
            var started = time.GetTimestamp();
            try
            {
                await channel.RunAsync(cancel);
                return;
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // The exception itself may carry a request's address, and that a token.
                var why = e is DeliveryException ? e.Message : e.GetType().Name;
                states.Set(channel.Name, ChannelHealth.Down, why);
                ChannelFell(channel.Name, why);
            }
            if (time.GetElapsedTime(started) > Longest) wait = TimeSpan.FromSeconds(1);
            await Task.Delay(wait, time, cancel);
            wait = wait * 2 > Longest ? Longest : wait * 2;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Channel {Channel} is down: {Why}")]
    private partial void ChannelFell(string channel, string why);
}
