using Jarvis.Bot.Understanding.Intents;

namespace Jarvis.Tests.Understanding;

public sealed class IntentCatalogTests
{
    private const string Twelve = """["a {service}", "b {service}", "c {service}", "d {service}", "e {service}", "f {service}", "g {service}", "h {service}", "i {service}", "j {service}", "k {service}", "l {service}"]""";

    [Theory]
    [InlineData("function: room.explode\n    examples: []", "room.explode", "there is no such function", "room.restart")]
    [InlineData("function: room.restart\n    slots: {service: service}\n    examples: [\"restart {service}\"]", "room.restart", "1 examples", "at least 12")]
    [InlineData("function: room.restart\n    slots: {service: machine}\n    examples: " + Twelve, "room.restart", "unknown type \"machine\"", "service")]
    [InlineData("function: room.restart\n    slots: {service: service, force: number}\n    examples: " + Twelve, "room.restart", "no argument \"force\"", "It has service")]
    [InlineData("function: room.restart\n    examples: " + Twelve, "room.restart", "{service}", "not among the slots")]
    [InlineData("function: room.restart\n    slots: {service: service}\n    ask: {length: \"How long?\"}\n    examples: " + Twelve, "room.restart", "ask names \"length\"", "not among the slots")]
    [InlineData("function: room.restart\n    slots: {service: service}\n    exampels: " + Twelve, "intents.yaml", "exampels", "line")]
    public void A_wrong_file_stops_the_start_and_says_what_to_mend(string entry, params string[] says)
    {
        var error = Assert.Throws<IntentsException>(() => new Understandings(machineRoom: $"intents:\n  - {entry}\n"));
        Assert.Contains("room/intents.yaml", error.Message, StringComparison.Ordinal);
        Assert.All(says, s => Assert.Contains(s, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_words_for_two_functions_stop_the_start()
    {
        var error = Assert.Throws<IntentsException>(() => new Understandings(machineRoom: Understandings.MachineRoom.Replace("\"status\", ", "\"help\", ", StringComparison.Ordinal)));
        Assert.Contains("\"help\"", error.Message, StringComparison.Ordinal);
        Assert.Contains("conversation.help", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_example_that_ships_is_understood_as_its_function()
    {
        var understandings = new Understandings();
        var said = understandings.Suggestions.All.SelectMany(p => p.Say.Select(say => (p.Function, say))).ToList();
        Assert.All(said, s => Assert.Contains(s.Function + "(", understandings.Read(s.say), StringComparison.Ordinal));
    }
}
