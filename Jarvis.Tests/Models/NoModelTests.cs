using Jarvis.Tests.Counterparts;
using Jarvis.Tests.Rig;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Jarvis.Tests.Models;

public sealed class NoModelTests
{
    [Fact]
    public async Task Without_a_key_there_is_no_model_no_library_of_one_is_loaded_and_that_is_said_once()
    {
        await using var jarvis = new JarvisProcess();
        await jarvis.StartAsync();
        await jarvis.WaitForLineAsync("Models: none");
        await jarvis.WaitForLineAsync("Pairing code");
        Assert.Equal(2, jarvis.Output.Split("Models__Providers__gemini__Key").Length);
        Assert.All(["OpenAI.dll", "Anthropic.dll", "Microsoft.Extensions.AI.OpenAI.dll", "OpenTelemetry.dll"], library => Assert.False(jarvis.HasLoaded(library), library));
        Assert.True(jarvis.HasLoaded("Jarvis.Skills.dll"), "The list of loaded libraries is not read as it should be.");
    }

    [Fact]
    public async Task Without_a_key_nobody_gets_a_model()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        Assert.Null(jarvis.Services.GetService<IChatClient>());
    }
}
