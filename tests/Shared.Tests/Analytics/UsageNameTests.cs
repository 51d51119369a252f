using System.Text;
using Tollgate.Analytics;

namespace Tollgate.Tests.Analytics;

public sealed class UsageNameTests
{
    [Theory]
    [InlineData("")]
    [InlineData("ann@example.com")]
    [InlineData("ñandú")]
    public void Shorten_ShortName_IsTheSame(string name) => Assert.Same(name, UsageName.Shorten(name));

    [Fact]
    public void Shorten_Exactly128Bytes_IsTheSame() => Assert.Equal(new string('x', 128), UsageName.Shorten(new string('x', 128)));

    [Theory]
    [InlineData("x")]
    [InlineData("é")]
    [InlineData("語")]
    [InlineData("🦀")]
    public void Shorten_LongName_FitsIsStableAndStaysApart(string letter)
    {
        for (var padding = 0; padding < 4; padding++)
        {
            var start = new string('-', padding) + string.Concat(Enumerable.Repeat(letter, 200));

            var shortened = UsageName.Shorten(start + "1");

            Assert.InRange(Encoding.UTF8.GetByteCount(shortened), 100, 128);
            Assert.DoesNotContain('\uFFFD', shortened);
            Assert.Equal(shortened, UsageName.Shorten(start + "1"));
            Assert.Equal(shortened, UsageName.Shorten(shortened));
            Assert.NotEqual(shortened, UsageName.Shorten(start + "2"));
        }
    }
}
