using Jarvis.Bot.Hosting;

namespace Jarvis.Tests.Hosting;

public sealed class MaskedConsoleTests
{
    [Theory]
    [InlineData("GET https://api.telegram.org/bot123456789:AAEhBOweik6ad6PsVMRxjeQKXkq8rN9cwGk/getMe", "AAEhBOweik")]
    [InlineData("the token MTEwMDAwMDAwMDAwMDAwMDAwMQ.Gabcde.0123456789abcdefghijklmnopqrstuvwxyzAB was refused", "0123456789")]
    [InlineData("Host=db;Username=jarvis;Password=hunter2", "hunter2")]
    [InlineData("Authorization: Bearer abcdefghijklmnop", "abcdefgh")]
    [InlineData("redis://:s3cret@cache:6379", "s3cret")]
    public void A_secret_never_reaches_the_log(string line, string secret) =>
        Assert.DoesNotContain(secret, MaskedConsole.Mask(line), StringComparison.Ordinal);

    [Fact]
    public void Other_words_are_left_as_they_are() => Assert.Equal("Message 12 to telegram was not delivered.", MaskedConsole.Mask("Message 12 to telegram was not delivered."));
}
