namespace Tollgate.Settlement;

/// <summary>So many lines in a span of time, and a count of those that were left out since the last one.</summary>
internal sealed class LineLimit(int lines, TimeSpan span)
{
    private readonly Lock _lock = new();
    private DateTimeOffset _since;
    private int _taken;
    private long _leftOut;

    /// <param name="now">May run backwards, as a wall clock does: that begins a new span.</param>
    /// <param name="leftOut">Since the last line that was not.</param>
    public bool TryTake(DateTimeOffset now, out long leftOut)
    {
        lock (_lock)
        {
            if ((now - _since).Duration() >= span)
            {
                (_since, _taken) = (now, 0);
            }

            if (_taken >= lines)
            {
                leftOut = ++_leftOut;
                return false;
            }

            (leftOut, _leftOut) = (_leftOut, 0);
            _taken++;
            return true;
        }
    }
}
