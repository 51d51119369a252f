using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Tollgate.UpstreamSimulator.OpenAI.Embeddings;

/// <summary>A vector of length 1 that depends on the text alone: equal texts embed equally, others somewhere else.</summary>
internal static class EmbeddingVector
{
    public static float[] Of(string text, int dimensions)
    {
        var vector = new float[dimensions];
        var seed = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        var block = new byte[SHA256.HashSizeInBytes + sizeof(int)];
        seed.CopyTo(block, 0);
        for (var index = 0; index < dimensions; index++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(SHA256.HashSizeInBytes), index);
            var hash = SHA256.HashData(block);
            vector[index] = BinaryPrimitives.ReadInt32LittleEndian(hash) / (float)int.MaxValue;
        }

        var length = MathF.Sqrt(vector.Sum(value => value * value));
        return Array.ConvertAll(vector, value => value / length);
    }

    /// <summary>Little-endian 32-bit floats, as <c>encoding_format: base64</c> has them.</summary>
    public static string ToBase64(float[] vector)
    {
        var bytes = new byte[vector.Length * sizeof(float)];
        for (var index = 0; index < vector.Length; index++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(index * sizeof(float)), vector[index]);
        return Convert.ToBase64String(bytes);
    }
}
