namespace Jarvis.Tests.Crash;

/// <summary>One process from its start to its death, with what it printed.</summary>
internal sealed record Life(int Number, DateTimeOffset Started, DateTimeOffset Killed, string Output);
