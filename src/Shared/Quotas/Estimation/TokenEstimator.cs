using Tollgate.Pipeline;
using Tollgate.Pricing;

namespace Tollgate.Quotas.Estimation;

/// <summary>
/// Learns from billed usage how many tokens one deployment makes of a prompt and of an answer. For rate limits in fast mode,
/// routing and forecasts; what must hold takes a <c>CostCeiling</c>. Safe from any number of threads.
/// </summary>
internal sealed class TokenEstimator
{
    /// <summary>Weight of the newest request: about the last sixty count.</summary>
    private const float Weight = 1f / 32;

    /// <summary>Shorter prompts tell more of the provider's markup than of its tokenizer.</summary>
    private const long LeastPromptBytes = 256;

    /// <summary>Standard deviations above the mean that 95 % of a normal distribution stay below.</summary>
    private const double SafeDeviations = 1.645;

    // The bounds of what tokenizers do: 1 byte to 16 bytes a token.
    private const double LeastTokensPerByte = 1d / 16;
    private const double MostTokensPerByte = 1;

    /// <summary>Role and markers of a message.</summary>
    private const long TokensPerMessage = 8;

    /// <summary>An answer, where nothing bounds it: no estimate exceeds it.</summary>
    private const long MostOutput = 1_000_000;

    // English runs at four bytes a token, other languages at two to six.
    private readonly MovingDistribution _tokensPerByte = new(0.25f, 0.08f, Weight);

    // Lengths of answers spread over orders of magnitude, so their logarithm is what is near normal. Starts at about 300 tokens.
    private readonly MovingDistribution _logOutput = new(5.7f, 1f, Weight);

    /// <summary>Bytes of prompt text that make a token.</summary>
    public double BytesPerToken => 1 / Math.Clamp(_tokensPerByte.Mean, LeastTokensPerByte, MostTokensPerByte);

    /// <summary>What the request will use on average.</summary>
    /// <param name="facts">Of the request.</param>
    /// <param name="outputBound">Most tokens of one answer; null for none.</param>
    public TokenEstimate Expect(RequestFacts facts, long? outputBound)
    {
        var (log, deviation) = _logOutput.Read();
        return Estimate(facts, outputBound, _tokensPerByte.Mean, log + (deviation * deviation / 2));
    }

    /// <summary>What the request will most probably stay below: 19 of 20 do, of input and of output.</summary>
    /// <inheritdoc cref="Expect" path="/param"/>
    public TokenEstimate ExpectAtMost(RequestFacts facts, long? outputBound)
    {
        var (rate, rateDeviation) = _tokensPerByte.Read();
        var (log, logDeviation) = _logOutput.Read();
        return Estimate(facts, outputBound, rate + (SafeDeviations * rateDeviation), log + (Math.Max(SafeDeviations, logDeviation / 2) * logDeviation));
    }

    /// <summary>Takes in what a request was billed. Estimates teach nothing.</summary>
    public void Learn(RequestFacts facts, in TokenUsage billed)
    {
        if (billed.IsEstimated)
        {
            return;
        }

        if (facts.PromptBytes >= LeastPromptBytes && billed.TotalInput > 0 && facts.Cost is { Images: 0, UnmeasuredMember: null })
        {
            var rate = (double)billed.TotalInput / facts.PromptBytes;
            _tokensPerByte.Add(Math.Clamp(rate, LeastTokensPerByte, MostTokensPerByte));
        }

        if (billed.TotalOutput > 0)
        {
            _logOutput.Add(Math.Log(Math.Clamp(billed.TotalOutput / (double)facts.Cost.Choices, 1, MostOutput)));
        }
    }

    private static TokenEstimate Estimate(RequestFacts facts, long? outputBound, double tokensPerByte, double logOutput)
    {
        var rate = Math.Clamp(tokensPerByte, LeastTokensPerByte, MostTokensPerByte);
        var input = (long)Math.Ceiling(facts.PromptBytes * rate) + (facts.Cost.Messages * TokensPerMessage);
        var each = Math.Min(outputBound ?? MostOutput, (long)Math.Clamp(Math.Exp(logOutput), 1, MostOutput));
        return new TokenEstimate(input, long.CreateSaturating((Int128)each * facts.Cost.Choices));
    }
}
