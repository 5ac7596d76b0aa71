using System.Runtime.InteropServices;

namespace Jarvis.Skills.Analytics;

/// <summary>One value of a time series. The unit is the series' own (milliseconds, bytes, percent).</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Reading(DateTimeOffset At, double Value);
