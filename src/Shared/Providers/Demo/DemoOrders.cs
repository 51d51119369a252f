using System.Globalization;
using Tollgate.Pipeline;
using Tollgate.Providers.Upstream;

namespace Tollgate.Providers.Demo;

/// <summary>
/// What the demo is told to do badly, by orders within the prompt: <c>/slow 200</c> waits that many milliseconds before every
/// word, <c>/fail 503</c> fails with that status, <c>/cut 3</c> breaks the stream off after three chunks.
/// </summary>
internal sealed record DemoOrders
{
    public TimeSpan Pause { get; private init; }

    private int? FailingStatus { get; init; }

    private int? LastChunk { get; init; }

    public static DemoOrders Parse(string text)
    {
        var orders = new DemoOrders();
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i + 1 < words.Length; i++)
        {
            if (int.TryParse(words[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            {
                orders = words[i] switch
                {
                    "/slow" => orders with { Pause = TimeSpan.FromMilliseconds(Math.Min(value, 60_000)) },
                    "/fail" => orders with { FailingStatus = Math.Clamp(value, 400, 599) },
                    "/cut" => orders with { LastChunk = value },
                    _ => orders,
                };
            }
        }

        return orders;
    }

    /// <summary>For a whole answer, which waits at once for all its words: an hour at most.</summary>
    public TimeSpan PauseFor(int words) => TimeSpan.FromMilliseconds(Math.Min(Pause.TotalMilliseconds * words, 3_600_000));

    /// <exception cref="UpstreamException">It was told to fail.</exception>
    public void FailIfTold()
    {
        if (FailingStatus is { } status)
        {
            throw new UpstreamException(Refusal.Upstream("demo_failure", $"The demo provider was told to fail with {status}.", status));
        }
    }

    /// <exception cref="UpstreamException">It was told to break off here.</exception>
    public void CutAfter(int chunks)
    {
        if (chunks >= LastChunk)
        {
            throw new UpstreamException(UpstreamRefusals.CutAnswer("demo")) { MayHaveBilled = true };
        }
    }
}
