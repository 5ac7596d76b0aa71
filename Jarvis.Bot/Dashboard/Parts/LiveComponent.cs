using Jarvis.Bot.Dashboard.Live;
using Microsoft.AspNetCore.Components;

namespace Jarvis.Bot.Dashboard.Parts;

/// <summary>A component that is drawn again with each new <see cref="LiveSnapshot"/>.</summary>
public abstract class LiveComponent : ComponentBase, IAsyncDisposable
{
    private IAsyncDisposable? watch;

    [Inject] internal LiveView Live { get; set; } = default!;

    [Inject] internal PageTime Clock { get; set; } = default!;

    internal LiveSnapshot Now => Live.Now;

    protected override void OnInitialized() => watch = Live.Watch(() => _ = InvokeAsync(StateHasChanged));

    public async ValueTask DisposeAsync()
    {
        if (watch is not null) await watch.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
