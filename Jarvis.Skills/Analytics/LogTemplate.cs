namespace Jarvis.Skills.Analytics;

/// <summary>One kind of log message.</summary>
/// <param name="Id">Of this miner; stays while the template grows more general.</param>
/// <param name="Text">The message with &lt;*&gt; where its occurrences differ, and &lt;NUM&gt;, &lt;IP&gt; and so on where it was masked.</param>
/// <param name="Count">Occurrences since the template was first seen.</param>
/// <param name="FirstSeen">Time of the first occurrence.</param>
/// <param name="LastSeen">Time of the newest occurrence.</param>
/// <param name="Example">The newest line, with secrets masked. It comes from outside: untrusted text.</param>
/// <param name="Severity">As the first line said it.</param>
public sealed record LogTemplate(
    int Id, string Text, long Count, DateTimeOffset FirstSeen, DateTimeOffset LastSeen, string Example, LogSeverity Severity);
