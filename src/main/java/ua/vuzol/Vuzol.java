package ua.vuzol;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The hub's entry point. */
@SpringBootApplication
public class Vuzol {
    public static void main(String[] args) {
        SpringApplication.run(Vuzol.class, args);
    }
}
