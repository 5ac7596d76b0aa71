using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Jarvis.Tests.Rig;

/// <summary>Keeps the errors that Jarvis logged: a turn that threw is tried again by a clock that a test may not move, and else only seems slow.</summary>
internal sealed class ErrorLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> errors = new();

    public override string ToString() => errors.IsEmpty ? "" : $"Logged: {string.Join("\n", errors)}";

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel)) errors.Enqueue($"{formatter(state, exception)} {exception}");
    }

    public void Dispose() { }
}
