namespace Tollgate.Pricing.Ceilings;

/// <summary>The most that unfinished work can have used, in tokens; null where nothing but its ceiling bounds it.</summary>
internal readonly record struct UsageBound(long? Input, long? Output);
