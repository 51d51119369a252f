namespace Tollgate.Analytics.Statistics;

/// <summary>What is known of a group's values.</summary>
/// <param name="Count">How many.</param>
/// <param name="Mean">0 without any.</param>
/// <param name="Variance">The unbiased estimate; 0 below two values.</param>
internal readonly record struct Sample(long Count, double Mean, double Variance);
