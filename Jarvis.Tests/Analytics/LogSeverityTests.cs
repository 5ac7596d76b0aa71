using Jarvis.Skills.Analytics;

namespace Jarvis.Tests.Analytics;

public sealed class LogSeverityTests
{
    [Theory]
    [InlineData("ERROR could not open file", LogSeverity.Error)]
    [InlineData("fail: Microsoft.AspNetCore.Server[13]", LogSeverity.Error)]
    [InlineData("[error] 12#12: upstream closed", LogSeverity.Error)]
    [InlineData("level=error msg=\"x\"", LogSeverity.Error)]
    [InlineData("{\"level\":\"error\",\"msg\":\"x\"}", LogSeverity.Error)]
    [InlineData("System.InvalidOperationException: no", LogSeverity.Error)]
    [InlineData("panic: runtime error", LogSeverity.Error)]
    [InlineData("dial tcp: connection refused", LogSeverity.Error)]
    [InlineData("GET / HTTP/1.1 <5xx>", LogSeverity.Error)]
    [InlineData("WARN slow query", LogSeverity.Warning)]
    [InlineData("warn: Kestrel[0]", LogSeverity.Warning)]
    [InlineData("INFO finished with 0 errors, error rate low", LogSeverity.Information)]
    [InlineData("info: all good, nothing failed", LogSeverity.Information)]
    [InlineData("LOG:  checkpoint complete", LogSeverity.Information)]
    [InlineData("listening on port", LogSeverity.Unknown)]
    [InlineData("an informed guess was refereed", LogSeverity.Unknown)]
    [InlineData("", LogSeverity.Unknown)]
    public void Is_read_from_the_level_or_else_the_words(string line, LogSeverity expected) =>
        Assert.Equal(expected, LogSeverities.Of(line));
}
