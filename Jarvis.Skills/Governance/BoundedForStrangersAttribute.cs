namespace Jarvis.Skills.Governance;

/// <summary>
/// On an action function that is bounded by its nature: it answers the sender alone, with text from approved templates
/// or the business's published words, and cannot name a price below the list, attach, or speak of anybody else.
/// Only such a function can be covered by a standing approval "also for strangers".
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BoundedForStrangersAttribute : Attribute;

/// <summary>
/// On an action that governs Jarvis itself (resume, clearance, standing approvals): it works while Jarvis is paused or
/// READ_ONLY, or the owner would be locked out.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GovernsJarvisAttribute : Attribute;
