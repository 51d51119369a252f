using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Quotas.Estimation;

namespace Tollgate.Tests.Quotas.Estimation;

public sealed class TokenEstimatorTests
{
    [Fact]
    public void Expect_NothingLearned_GoesByFourBytesAToken()
    {
        var estimate = new TokenEstimator().Expect(CreateFacts(4_000), outputBound: null);

        Assert.InRange(estimate.Input, 1_000, 1_010);
        Assert.InRange(estimate.Output, 300, 600);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Expect_AfterAHundredRequests_KnowsTheTokenizer(int bytesPerToken)
    {
        var estimator = new TokenEstimator();

        Teach(estimator, 100, _ => new() { Input = 6_000 / bytesPerToken, Output = 200 });

        Assert.InRange(estimator.BytesPerToken, bytesPerToken * 0.95, bytesPerToken * 1.05);
        Assert.InRange(estimator.Expect(CreateFacts(10_000), null).Input, 9_500 / bytesPerToken, (10_500 / bytesPerToken) + 8);
    }

    [Fact]
    public void Expect_ModelThatBeginsToWriteMore_Follows()
    {
        var estimator = new TokenEstimator();
        Teach(estimator, 200, _ => new() { Input = 1_500, Output = 100 });

        Teach(estimator, 200, _ => new() { Input = 1_500, Output = 2_000, Reasoning = 2_000 });

        Assert.InRange(estimator.Expect(CreateFacts(6_000), null).Output, 3_500, 4_500);
    }

    [Fact]
    public void ExpectAtMost_ScatteredAnswers_CoversNearlyAll()
    {
        var estimator = new TokenEstimator();
        var random = new Random(7);
        var (covered, total) = (0, 2_000);
        var facts = CreateFacts(6_000);
        for (var i = 0; i < total + 200; i++)
        {
            var output = (long)Math.Exp(5 + (1.2 * Normal(random)));
            var input = (long)(6_000 * (0.3 + (0.04 * Normal(random))));
            var bound = estimator.ExpectAtMost(facts, null);
            covered += i >= 200 && output <= bound.Output && input <= bound.Input ? 1 : 0;
            estimator.Learn(facts, new TokenUsage { Input = input, Output = output });
        }

        Assert.InRange((double)covered / total, 0.85, 0.97);
    }

    [Fact]
    public void Expect_BoundedAnswers_StaysWithinTheBoundTimesTheChoices() =>
        Assert.Equal(3 * 20, new TokenEstimator().ExpectAtMost(CreateFacts(100, choices: 3), outputBound: 20).Output);

    [Fact]
    public void Expect_Embeddings_HaveNoOutput() => Assert.Equal(0, new TokenEstimator().Expect(CreateFacts(100), outputBound: 0).Output);

    [Fact]
    public void Learn_SeveralAnswers_TeachTheLengthOfOne()
    {
        var estimator = new TokenEstimator();
        for (var i = 0; i < 200; i++)
        {
            estimator.Learn(CreateFacts(6_000, choices: 4), new TokenUsage { Input = 1_500, Output = 400 });
        }

        Assert.InRange(estimator.Expect(CreateFacts(6_000), null).Output, 95, 110);
    }

    [Fact]
    public void Learn_AbsurdUsage_StaysWithinWhatTokenizersDo()
    {
        var estimator = new TokenEstimator();

        Teach(estimator, 100, i => new() { Input = i % 2 == 0 ? long.MaxValue / 2 : 1, Output = long.MaxValue / 2 });

        Assert.InRange(estimator.BytesPerToken, 1, 16);
        Assert.InRange(estimator.ExpectAtMost(CreateFacts(1_000), null).Total, 1, 1_001_008);
    }

    [Fact]
    public void Learn_EstimatesImagesAndFiles_TeachNothingAboutText()
    {
        var estimator = new TokenEstimator();
        var before = estimator.BytesPerToken;

        estimator.Learn(CreateFacts(6_000), new TokenUsage { Input = 6_000, IsEstimated = true });
        estimator.Learn(CreateFacts(6_000, images: 1), new TokenUsage { Input = 6_000 });
        estimator.Learn(CreateFacts(10), new TokenUsage { Input = 10 });

        Assert.Equal(before, estimator.BytesPerToken);
    }

    [Fact]
    public void Learn_FromManyThreads_LosesNothing()
    {
        var estimator = new TokenEstimator();

        Parallel.For(0, 4_000, _ => estimator.Learn(CreateFacts(6_000), new TokenUsage { Input = 2_000, Output = 50 }));

        Assert.InRange(estimator.BytesPerToken, 2.99, 3.01);
        Assert.InRange(estimator.Expect(CreateFacts(6_000), null).Output, 49, 51);
    }

    private static void Teach(TokenEstimator estimator, int requests, Func<int, TokenUsage> usage)
    {
        for (var i = 0; i < requests; i++)
        {
            estimator.Learn(CreateFacts(6_000), usage(i));
        }
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static RequestFacts CreateFacts(long promptBytes, long choices = 1, int images = 0) => new()
    {
        Model = "m",
        ModelValue = new JsonSlice(1, 3),
        MembersStart = 1,
        PromptBytes = promptBytes,
        Cost = new CostFacts { TextBytes = promptBytes, Messages = 1, Images = images, N = choices },
    };
}
