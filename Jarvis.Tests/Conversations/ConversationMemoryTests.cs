using Jarvis.Bot.Conversations;
using Jarvis.Bot.Understanding;
using Jarvis.Skills.Governance;
using Jarvis.Tests.Rig;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Tests.Conversations;

public sealed class ConversationMemoryTests
{
    [Fact]
    public void What_a_conversation_is_about_comes_back_as_it_was_stored()
    {
        var call = new FunctionCall("health.status", ("service", "backend"), ("period", null));
        var stored = new ConversationState { Channel = "test", Address = "ada", MemoryJson = System.Text.Json.JsonSerializer.Serialize(new ConversationMemory(call, new OpenQuestion(call, "period"))) };
        var memory = stored.Memory();
        Assert.Equal(call.ToString(), memory.Last!.ToString());
        Assert.Equal("period", memory.Open!.Slot);
    }

    [Fact]
    public async Task Every_message_of_a_longer_conversation_is_answered()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        for (var i = 0; i < 3; i++)
            Assert.Contains("Nothing needs you", await jarvis.SayAsync("what needs me?"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conversation_goes_on_when_what_it_was_about_cannot_be_read()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        await jarvis.SayAsync("what needs me?");
        await using (var db = jarvis.Database())
            await db.Set<ConversationState>().ExecuteUpdateAsync(set => set.SetProperty(c => c.MemoryJson, "{\"Last\": 7}"));
        Assert.Contains("Nothing needs you", await jarvis.SayAsync("what needs me?"), StringComparison.Ordinal);
    }
}
