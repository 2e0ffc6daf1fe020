package dev.bailey.rego.bundle;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The signature algorithms of JSON Web Tokens, on what the platform has. */
final class SignatureCheck {
  private SignatureCheck() {}

  /** Whether a signature is of this key; false also if the key cannot be read. */
  static boolean holds(VerificationKey key, byte[] signed, byte[] signature) {
    String algorithm = key.algorithm();
    if (!algorithm.matches("(RS|PS|ES|HS)(256|384|512)")) {
      return false;
    }
    String bits = algorithm.substring(2);
    try {
      if (algorithm.startsWith("HS")) {
        byte[] secret = key.key().getBytes(StandardCharsets.UTF_8);
        Mac mac = Mac.getInstance("HmacSHA" + bits);
        mac.init(new SecretKeySpec(secret, mac.getAlgorithm()));
        return MessageDigest.isEqual(mac.doFinal(signed), signature);
      }
      PublicKey publicKey = publicKey(key.key());
      boolean fits =
          algorithm.startsWith("ES")
              ? publicKey instanceof ECPublicKey
              : publicKey instanceof RSAPublicKey;
      if (!fits) {
        return false;
      }
      Signature check = algorithm(algorithm, bits);
      check.initVerify(publicKey);
      check.update(signed);
      return check.verify(signature);
    } catch (GeneralSecurityException | IllegalArgumentException unusable) {
      return false;
    }
  }

  private static Signature algorithm(String algorithm, String bits)
      throws GeneralSecurityException {
    return switch (algorithm.substring(0, 2)) {
      case "RS" -> Signature.getInstance("SHA" + bits + "withRSA");
      case "ES" -> Signature.getInstance("SHA" + bits + "withECDSAinP1363Format");
      default -> {
        Signature pss = Signature.getInstance("RSASSA-PSS");
        pss.setParameter(
            new PSSParameterSpec(
                "SHA-" + bits,
                "MGF1",
                new MGF1ParameterSpec("SHA-" + bits),
                Integer.parseInt(bits) / 8,
                1));
        yield pss;
      }
    };
  }

  private static PublicKey publicKey(String pem) throws GeneralSecurityException {
    if (pem.contains("BEGIN CERTIFICATE")) {
      return CertificateFactory.getInstance("X.509")
          .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
          .getPublicKey();
    }
    byte[] der =
        Base64.getMimeDecoder().decode(pem.replaceAll("-----(BEGIN|END) [A-Z ]*-----", ""));
    try {
      return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
    } catch (java.security.spec.InvalidKeySpecException notRsa) {
      return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der));
    }
  }
}
