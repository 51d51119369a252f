namespace Tollgate.Load;

/// <summary>What is asked for: a whole answer, or a stream of twenty chunks.</summary>
internal enum Shape
{
    Whole,
    Stream,
}
